export {
  type FoundedProgramme,
  foundProgramme,
  initialsOf,
  type NewBase,
  type NewProgramme,
} from './found-programme.ts';
export { programmeMigrations } from './migrations.ts';
export { programmeProblems } from './problems.ts';
export { type ProgrammeOptions, programmePlugin } from './programme-plugin.ts';
export {
  basesOf,
  listProgrammes,
  type MeasureBases,
  type MeasuredBase,
  readProgramme,
} from './read-programme.ts';
