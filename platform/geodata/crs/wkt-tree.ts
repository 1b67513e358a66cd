/** A node of a WKT definition of a coordinate system: `KEYWORD["name", 1.0, CHILD[…]]`. */
export interface WktNode {
  readonly keyword: string;
  readonly values: readonly (string | number | WktNode)[];
}

const LENGTH_MAX = 65_536;
const DEPTH_MAX = 40;

/** Parses WKT 1 (OGC, ESRI) or WKT 2 (ISO 19162) into a tree; null where the text is none. */
export function parseWktTree(text: string): WktNode | null {
  if (text.length > LENGTH_MAX) return null;
  const token =
    /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)|([[(\])]|,))/y;
  const root: { keyword: string; values: (string | number | WktNode)[] } = { keyword: '', values: [] };
  const open = [root];
  let pending: string | null = null;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) break;
    const top = open.at(-1)!;
    const [, quoted, word, number, sign] = match;
    if (sign === '[' || sign === '(') {
      if (pending === null || open.length > DEPTH_MAX) return null;
      const node = { keyword: pending.toUpperCase(), values: [] };
      pending = null;
      top.values.push(node);
      open.push(node);
      continue;
    }
    if (pending !== null) top.values.push(pending);
    pending = null;
    if (sign === ']' || sign === ')') {
      open.pop();
      if (open.length === 0) return null;
      if (open.length === 1) break;
    } else if (quoted !== undefined) top.values.push(quoted.replaceAll('""', '"'));
    else if (number !== undefined) top.values.push(Number(number));
    else if (word !== undefined) pending = word;
  }
  const first = root.values[0];
  return open.length === 1 && typeof first === 'object' ? first : null;
}

/** The first node of one of these keywords, depth first; undefined where there is none. */
export function findNode(node: WktNode, ...keywords: string[]): WktNode | undefined {
  if (keywords.includes(node.keyword)) return node;
  for (const value of node.values) {
    const found = typeof value === 'object' ? findNode(value, ...keywords) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The name in quotes that a node begins with. */
export function nodeName(node: WktNode | undefined): string {
  const first = node?.values[0];
  return typeof first === 'string' ? first : '';
}

/** The value of a projection parameter, its name compared without case and separators; undefined where absent. */
export function parameterOf(node: WktNode, ...names: string[]): number | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const wanted = names.map(plain);
  for (const value of node.values) {
    if (typeof value !== 'object') continue;
    if (value.keyword === 'PARAMETER' && wanted.includes(plain(nodeName(value)))) {
      const number = value.values[1];
      return typeof number === 'number' ? number : undefined;
    }
    const inner = parameterOf(value, ...names);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The EPSG code that the node itself (not a part of it) carries; undefined where none. */
export function epsgOf(node: WktNode): number | undefined {
  for (const value of node.values) {
    if (typeof value !== 'object' || (value.keyword !== 'AUTHORITY' && value.keyword !== 'ID')) continue;
    if (String(value.values[0]).toUpperCase() !== 'EPSG') continue;
    const code = Number(value.values[1]);
    if (Number.isInteger(code)) return code;
  }
  return undefined;
}
