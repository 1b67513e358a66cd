import { Problem } from '@lizhu/http';

/** File types that can be read, by the end of the name. What a file really is, its content decides. */
const accepted = ['.geojson', '.json', '.zip', '.gpkg', '.txt', '.fgb', '.xlsx', '.csv'];

/** Parts of a shapefile that come without the others. */
const partsOfShapefile = ['.shp', '.dbf', '.shx', '.prj', '.cpg'];

/** Refuses what nothing here reads before it is sent at length. @throws Problem `land.file-type-refused`, `land.file-needs-zip` */
export function assertAccepted(fileName: string): void {
  const extension = /\.[^./\\]{1,20}$/.exec(fileName.trim().toLowerCase())?.[0] ?? '';
  if (partsOfShapefile.includes(extension)) throw new Problem('land.file-needs-zip');
  if (extension !== '' && !accepted.includes(extension))
    throw new Problem('land.file-type-refused', { extension, extensions: accepted.join(' ') });
}
