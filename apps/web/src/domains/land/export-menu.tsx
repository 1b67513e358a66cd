import { DownloadOutlined } from '@ant-design/icons';
import type { ParcelFilter } from '@lizhu/land/contract';
import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { address } from '../../app/http.ts';
import { useWords } from '../../app/use-words.ts';
import './export-menu.css';
import { OpenedPanel } from '../../ui/opened-panel.tsx';
import { exportFormats, systemsOf } from './export-formats.ts';

/** Downloads a selection in a format and a coordinate system of the reader's choice. */
export function ExportMenu({
  path,
  filter,
  primary,
}: {
  readonly path: string;
  readonly filter?: ParcelFilter;
  readonly primary?: boolean;
}) {
  const { t, say } = useWords();
  const [format, setFormat] = useState<string>('geojson');
  const [crs, setCrs] = useState<string>('EPSG:4490');
  return (
    <OpenedPanel
      placement="bottomRight"
      title={t('export.title')}
      content={(close) => (
        <div className="export-menu">
          <Radio.Group
            aria-label={t('export.format')}
            value={format}
            onChange={(event) => {
              setFormat(event.target.value as string);
              if (!systemsOf(event.target.value as string).some(({ key }) => key === crs))
                setCrs('EPSG:4547');
            }}
            options={exportFormats.map(({ key, name }) => ({ value: key, label: say(name) }))}
          />
          <Select
            aria-label={t('export.crs')}
            value={crs}
            onChange={setCrs}
            options={systemsOf(format).map(({ key, name }) => ({ value: key, label: `${key} ${say(name)}` }))}
          />
          <Button type="primary" href={address(path, { format, crs, ...filter })} download onClick={close}>
            {t('export.download')}
          </Button>
        </div>
      )}
    >
      <Button size="small" type={primary ? 'primary' : 'default'} icon={<DownloadOutlined aria-hidden />}>
        {t('export.button')}
      </Button>
    </OpenedPanel>
  );
}
