import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useWords } from '../app/use-words.ts';

/** A text that a click copies: a parcel code, an address. */
export function CopyText({ text, className }: { readonly text: string; readonly className?: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className={`plain-button ${className ?? ''}`}
      title={t('act.copy')}
      onClick={() =>
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), 1500);
        })
      }
    >
      {text} {copied ? <CheckOutlined aria-label={t('act.copied')} /> : <CopyOutlined aria-hidden="true" />}
    </button>
  );
}
