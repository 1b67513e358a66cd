/** What the first page of a signed-in person reads, whichever it is; asked for before the scripts that show it are there. */
export const firstReads = {
  session: '/api/v1/identity/session',
  programme: '/api/v1/programme',
  mapSettings: '/api/v1/land/map-settings',
  dataVersion: '/api/v1/land/data-version',
  readinessSummary: '/api/v1/land/readiness/summary',
} as const;
