import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Disclosure } from './disclosure.tsx';
import './explanation.css';
import './small-table.css';

export interface ExplainedCell {
  /** The condition in words: what was asked of which fact. */
  readonly text: string;
  readonly held: boolean;
  /** What the fact was. */
  readonly was: string;
}

export interface ExplainedLine {
  readonly number: number;
  readonly title: string;
  readonly result: string;
  readonly held: boolean;
  readonly cells: readonly ExplainedCell[];
}

export interface ExplainedFact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly asOf: string | null;
}

export interface ExplanationWords {
  readonly decidedBy: string;
  readonly always: string;
  readonly earlier: string;
  readonly facts: string;
  readonly fact: string;
  readonly value: string;
  readonly source: string;
  readonly held: string;
  readonly failed: string;
  readonly was: (value: string) => string;
}

export interface ExplanationProps {
  /** The conclusion in one sentence. */
  readonly conclusion: string;
  /** The lines up to the one that decided, in order; the last one held. */
  readonly lines: readonly ExplainedLine[];
  readonly facts: readonly ExplainedFact[];
  /** The clause's own words, where the rule carries one out. */
  readonly clause?: string;
  readonly words: ExplanationWords;
}

/** Why something was decided: conclusion, deciding line, the lines that failed before it, the facts with their sources. */
export function Explanation({ conclusion, lines, facts, clause, words }: ExplanationProps) {
  const deciding = lines.at(-1);
  const earlier = lines.slice(0, -1);
  return (
    <div className="explanation">
      <p className="explanation-conclusion">{conclusion}</p>
      {deciding !== undefined && (
        <>
          <h3>{words.decidedBy}</h3>
          <Line line={deciding} words={words} />
        </>
      )}
      {clause !== undefined && <blockquote>{clause}</blockquote>}
      {earlier.length > 0 && (
        <Disclosure summary={words.earlier}>
          {earlier.map((line) => (
            <Line key={line.number} line={line} words={words} />
          ))}
        </Disclosure>
      )}
      <Disclosure summary={words.facts}>
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">{words.fact}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.source}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map((fact) => (
              <tr key={fact.name}>
                <td>{fact.name}</td>
                <td>{fact.value}</td>
                <td className="quiet">{[fact.source, fact.asOf].filter(Boolean).join(' · ') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </div>
  );
}

function Line({ line, words }: { readonly line: ExplainedLine; readonly words: ExplanationWords }) {
  return (
    <div className={line.held ? 'explained-line explained-held' : 'explained-line'}>
      <p>
        <span className="explained-number">{line.number}</span> {line.title} → <strong>{line.result}</strong>
      </p>
      <ul>
        {line.cells.length === 0 && <li>{words.always}</li>}
        {line.cells.map((cell) => (
          <li key={cell.text} className={cell.held ? 'cell-held' : 'cell-failed'}>
            {cell.held ? (
              <CheckOutlined aria-hidden title={words.held} />
            ) : (
              <CloseOutlined aria-hidden title={words.failed} />
            )}
            <span>{cell.text}</span> <span className="quiet">{words.was(cell.was)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
