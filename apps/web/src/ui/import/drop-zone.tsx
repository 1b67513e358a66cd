import { InboxOutlined } from '@ant-design/icons';
import { useId, useState } from 'react';
import './import.css';

/** Where a file is dropped, or chosen by keyboard. */
export function DropZone({
  title,
  note,
  busy,
  onFile,
}: {
  readonly title: string;
  readonly note: string;
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <label
      htmlFor={id}
      className={over ? 'drop-zone drop-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file !== undefined && !busy) onFile(file);
      }}
    >
      <InboxOutlined aria-hidden />
      <span className="drop-title">{title}</span>
      <span className="quiet">{note}</span>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
