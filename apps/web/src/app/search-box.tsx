import { SearchOutlined } from '@ant-design/icons';
import type { SearchHit } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useDeferredValue, useEffect, useId, useState } from 'react';
import { searchQuery } from '../domains/land/queries.ts';
import { formatBbox } from '../map/view.ts';
import { tableKey } from '../ui/table-key.ts';
import './search-box.css';
import { useWords } from './use-words.ts';

/** Finds parcels by code, bases by name or pinyin initials, sites by name, and flies there. */
export function SearchBox({ inputRef }: { readonly inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const query = useQuery(searchQuery(wanted));
  const hits = wanted === '' ? [] : (query.data ?? []);
  /** Whether the hits are those of what stands in the box, not of what stood there a moment ago. */
  const fresh = wanted === text.trim() && query.isSuccess && !query.isPlaceholderData;
  const [hasty, setHasty] = useState(false);

  const go = (hit: SearchHit): void => {
    setOpen(false);
    setText('');
    inputRef.current?.blur();
    if (hit.kind === 'site') {
      void navigate({ to: '/land/sites/$id', params: { id: hit.id } });
      return;
    }
    const fit = hit.bbox === null ? {} : { fit: formatBbox(hit.bbox) };
    void navigate({
      to: '/land/map',
      search: (kept) => ({ ...kept, ...fit, ...(hit.kind === 'parcel' ? { parcel: hit.id } : {}) }),
    });
  };

  // Enter that came before the answer opens the answer's first hit, not the one of an earlier text.
  // biome-ignore lint/correctness/useExhaustiveDependencies: done once, when the answer is there
  useEffect(() => {
    if (!hasty || !fresh) return;
    setHasty(false);
    if (hits[0] !== undefined) go(hits[0]);
  }, [hasty, fresh]);

  return (
    <div className="search" role="search">
      <SearchOutlined aria-hidden className="search-icon" />
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={open && wanted !== ''}
        aria-controls={`${id}-hits`}
        aria-autocomplete="list"
        aria-activedescendant={open && hits.length > 0 ? `${id}-${active}` : undefined}
        placeholder={t('search.placeholder')}
        autoComplete="off"
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
          setHasty(false);
        }}
        onKeyDown={(event) => {
          const hit = hits[active];
          if (event.key === 'Enter' && text.trim() !== '' && !fresh) return setHasty(true);
          if (event.key === 'Enter' && hit !== undefined) return go(hit);
          if (event.key === 'Escape') {
            setText('');
            event.currentTarget.blur();
            event.stopPropagation();
          }
          if (!event.key.startsWith('Arrow')) return;
          const to = tableKey(event.key, active, hits.length, 1);
          if (to === null) return;
          event.preventDefault();
          setActive(Math.max(0, to));
        }}
      />
      <kbd className="search-key">/</kbd>
      {open && wanted !== '' && (
        <div className="search-hits" role="listbox" id={`${id}-hits`} aria-label={t('search.label')}>
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text box takes the keys, as aria-activedescendant says
            <div
              key={hit.kind + hit.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="search-hit"
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => go(hit)}
            >
              <span className="quiet">{t(`search.${hit.kind}`)}</span>
              <span className="search-title">{hit.title}</span>
              <span className="quiet search-subtitle">{hit.subtitle}</span>
            </div>
          ))}
          {hits.length === 0 && (
            <p className="search-none quiet">
              {query.isFetching ? t('search.busy') : t('search.none', { text: wanted })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
