import { FilterOutlined } from '@ant-design/icons';
import type { ParcelRow } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { Badge, Button, Checkbox } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { count, mu } from '../../../ui/measure.ts';
import { OpenedPanel } from '../../../ui/opened-panel.tsx';
import { ExportMenu } from '../export-menu.tsx';
import { FilterForm } from './filter-form.tsx';
import { filterCount, filterOf, type MapState } from './map-state.ts';
import { ParcelTable } from './parcel-table.tsx';
import './table-drawer.css';
import { useParcels } from './use-parcels.ts';

/** The drawer under the map: what is selected, how much it is, its rows, and its export. */
export default function TableDrawer({
  state,
  bbox,
  onState,
  onOpen,
}: {
  readonly state: MapState;
  readonly bbox: Bbox | null;
  readonly onState: (patch: Partial<MapState>) => void;
  readonly onOpen: (row: ParcelRow) => void;
}) {
  const { t, language } = useWords();
  const filter = filterOf(state, bbox);
  const parcels = useParcels(filter, state.sorting);
  return (
    <>
      <div className="table-bar no-print">
        <span>
          {parcels.total !== null && t('table.total', { parcels: count(parcels.total) })}
          {parcels.totalAreaSqm !== null && (
            <>
              {' · '}
              <Amount quantity={mu(parcels.totalAreaSqm, language)} />
            </>
          )}
        </span>
        <Checkbox checked={state.follow} onChange={(event) => onState({ follow: event.target.checked })}>
          {t('table.follow')}
        </Checkbox>
        <span className="table-bar-end">
          <OpenedPanel
            placement="topRight"
            title={t('filter.title')}
            content={() => <FilterForm state={state} onState={onState} />}
          >
            <Badge count={filterCount(state)} size="small">
              <Button size="small" icon={<FilterOutlined aria-hidden />}>
                {t('filter.button')}
              </Button>
            </Badge>
          </OpenedPanel>
          <ExportMenu path="/api/v1/land/parcels/export" filter={filter} />
        </span>
      </div>
      <div className="table-room">
        <ParcelTable
          parcels={parcels}
          sorting={state.sorting}
          onSort={(sorting) => onState({ sorting })}
          selected={state.parcel}
          onOpen={onOpen}
        />
      </div>
    </>
  );
}
