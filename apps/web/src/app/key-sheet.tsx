import { Modal } from 'antd';
import { destinations } from './destinations.ts';
import './key-sheet.css';
import { useWords } from './use-words.ts';

/** Everything the keyboard can do. */
export default function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const everywhere = [
    ['/', t('keys.search')],
    ['Esc', t('keys.back')],
    ['?', t('keys.title')],
    ['↑ ↓', t('keys.rows')],
    ['Enter', t('keys.open')],
  ] as const;
  const onMap = [
    ['m', t('keys.length')],
    ['a', t('keys.area')],
    ['Backspace', t('keys.undoPoint')],
    ['Enter', t('keys.finish')],
    ['Esc', t('keys.cancel')],
    ['t', t('keys.table')],
    ['+ −', t('keys.zoom')],
  ] as const;
  const going = destinations.map(({ letter, words }) => [`g ${letter}`, t(`nav.${words}`)] as const);
  return (
    <Modal open title={t('keys.title')} footer={null} onCancel={onClose} width={640}>
      <div className="key-sheet">
        <KeyList title={t('keys.everywhere')} keys={everywhere} />
        <KeyList title={t('keys.go')} keys={going} />
        <KeyList title={t('keys.onMap')} keys={onMap} />
      </div>
    </Modal>
  );
}

function KeyList({
  title,
  keys,
}: {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
