import type { LimitedEntry } from '@lizhu/files';
import type { Source } from '../format.ts';
import type { ReadLimits } from '../limits.ts';
import { type Choice, type Inspection, inspectGeodata } from '../open-geodata.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface InspectInput {
  readonly source: Source;
  readonly stated?: Choice;
  readonly limits?: ReadLimits;
}

/** `inspectGeodata` for a process under limits (`runLimited` of @lizhu/files); what is wrong with the file is a value. */
const inspect: LimitedEntry<InspectInput, Inspection | Refusal> = async ({ source, stated, limits }) => {
  try {
    return await inspectGeodata(source, stated, limits);
  } catch (error) {
    return refusalOf(error);
  }
};

export default inspect;
