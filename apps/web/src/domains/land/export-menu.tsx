import { DownloadOutlined } from '@ant-design/icons';
import type { ParcelFilter } from '@lizhu/land/contract';
import { Button, Popover, Radio, Select } from 'antd';
import { useState } from 'react';
import { address } from '../../app/http.ts';
import { useWords } from '../../app/use-words.ts';
import './export-menu.css';
import { exportFormats, exportSystems } from './export-formats.ts';

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
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('export.title')}
      content={
        <div className="export-menu">
          <Radio.Group
            aria-label={t('export.format')}
            value={format}
            onChange={(event) => setFormat(event.target.value as string)}
            options={exportFormats.map(({ key, name }) => ({ value: key, label: say(name) }))}
          />
          <Select
            aria-label={t('export.crs')}
            value={crs}
            onChange={setCrs}
            options={exportSystems.map(({ key, name }) => ({ value: key, label: `${key} ${say(name)}` }))}
          />
          <Button type="primary" href={address(path, { format, crs, ...filter })} download>
            {t('export.download')}
          </Button>
        </div>
      }
    >
      <Button size="small" type={primary ? 'primary' : 'default'} icon={<DownloadOutlined />}>
        {t('export.button')}
      </Button>
    </Popover>
  );
}
