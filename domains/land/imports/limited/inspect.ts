import type { LimitedEntry } from '@lizhu/files';
import { GeodataError, type Inspection, inspectGeodata, type Source } from '@lizhu/geodata';
import { type FileAnswer, refused } from './file-answer.ts';

/** Layers whose columns are looked at; a file with more is proposed by these. */
const LAYERS_MAX = 20;

/** Looks at a file in a limited child. Of a file with several layers, the columns of all are told: which one is meant is not known yet. */
const inspect: LimitedEntry<Source, FileAnswer<Inspection>> = async (source) => {
  try {
    const first = await inspectGeodata(source);
    const fields = new Map(first.fields.map((field) => [field.name, field]));
    for (const { name } of first.layers.slice(0, LAYERS_MAX)) {
      if (name === first.layer) continue;
      for (const field of (await inspectGeodata(source, { layer: name })).fields)
        if (!fields.has(field.name)) fields.set(field.name, field);
    }
    return { refusal: null, answer: { ...first, fields: [...fields.values()] } };
  } catch (error) {
    if (error instanceof GeodataError) return refused(error);
    throw error;
  }
};
export default inspect;
