import Database from 'better-sqlite3';
import type { Crs } from '../crs/crs.ts';
import { envelopeOf } from '../envelope.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { freeName } from '../free-name.ts';
import { eastFirst, fromLonLat } from '../from-lon-lat.ts';
import type { FieldType, FieldValue } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { PendingFile } from '../pending-file.ts';
import { catalogueTables, treeName, treeTriggers } from './catalogue-tables.ts';
import { writeBlob } from './geopackage-blob.ts';
import { quoted } from './open-database.ts';
import { requiredSrs, type SrsDefinition, srsDefinition } from './srs-definition.ts';

const APPLICATION_ID = 0x47504b47;
const USER_VERSION = 10_300;
/** SQLite's own limit is 2,000; key, geometry and identifier come beside the fields. */
const COLUMNS_MAX = 1_990;

const columnTypes: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

/**
 * Writes a GeoPackage 1.3 with one feature table and its R-tree, in one transaction, into a file that takes the place of
 * its target at the end. Longitude (east) comes first whatever the system, as the standard asks.
 *
 * The key `fid` is the feature's identifier where that is a whole number not yet used; other identifiers are kept in a
 * text column `id`, unless a field of this name is there already. Fields that SQLite cannot tell apart get `_2`, `_3` ….
 */
export class GeoPackageWriter implements Writer {
  readonly #file: PendingFile;
  readonly #database: Database.Database;
  readonly #crs: Crs;
  readonly #srs: SrsDefinition;
  readonly #table: string;
  readonly #key: string;
  readonly #geometry: string;
  readonly #fields: readonly { readonly name: string; readonly column: string }[];
  readonly #names: Set<string>;
  readonly #mayKeepId: boolean;
  #idColumn: string | null = null;
  #insert: Database.Statement;
  readonly #insertBox: Database.Statement;
  readonly #extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  #onlyAreas = true;

  static async create(path: string, options: WriteOptions): Promise<GeoPackageWriter> {
    const file = await PendingFile.create(path);
    try {
      return new GeoPackageWriter(file, options);
    } catch (error) {
      await file.discard();
      throw storageRefused(error);
    }
  }

  private constructor(file: PendingFile, options: WriteOptions) {
    if (options.fields.length > COLUMNS_MAX) {
      throw new GeodataError('write-refused', {
        zh: `GeoPackage 最多 ${COLUMNS_MAX} 个字段，现有 ${options.fields.length} 个`,
        en: `a GeoPackage table holds ${COLUMNS_MAX} fields at most, there are ${options.fields.length}`,
      });
    }
    this.#file = file;
    this.#crs = eastFirst(options.crs);
    this.#srs = srsDefinition(this.#crs);
    this.#table = tableName(options.layerName);
    const taken = new Set(options.fields.map(({ name }) => name.toLowerCase()));
    this.#mayKeepId = !taken.has('id');
    this.#key = freeName('fid', taken);
    this.#geometry = freeName('geom', taken);
    this.#names = new Set([this.#key, this.#geometry]);
    this.#fields = options.fields.map(({ name }) => ({
      name,
      column: freeName(name.replaceAll('\0', '') || 'field', this.#names),
    }));
    this.#database = openPending(file.pendingPath);
    try {
      this.#createTables(options);
      this.#insert = this.#prepareInsert();
      this.#insertBox = this.#database.prepare(
        `insert into ${quoted(treeName(this.#table, this.#geometry))} values (?, ?, ?, ?, ?)`,
      );
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  async write(feature: OutFeature): Promise<void> {
    const geometry = feature.geometry === null ? null : fromLonLat(feature.geometry, this.#crs);
    const envelope = geometry === null ? null : envelopeOf(geometry);
    if (geometry !== null && geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
      this.#onlyAreas = false;
    const blob = geometry === null ? null : writeBlob(geometry, this.#srs.srsId, envelope);
    const values = this.#fields.map(({ name }) => stored(feature.properties[name] ?? null));
    const rowid = this.#put(feature.id, blob, values);
    if (envelope === null) return;
    const [west, south, east, north] = envelope;
    this.#attempt(() => this.#insertBox.run(rowid, west, east, south, north));
    this.#extent[0] = Math.min(this.#extent[0], west);
    this.#extent[1] = Math.min(this.#extent[1], south);
    this.#extent[2] = Math.max(this.#extent[2], east);
    this.#extent[3] = Math.max(this.#extent[3], north);
  }

  async finish(): Promise<void> {
    try {
      this.#attempt(() => {
        const [west, south, east, north] = this.#extent.map((value) =>
          Number.isFinite(value) ? value : null,
        );
        this.#database
          .prepare('update gpkg_contents set min_x = ?, min_y = ?, max_x = ?, max_y = ?')
          .run(west, south, east, north);
        if (!this.#onlyAreas) {
          this.#database.prepare("update gpkg_geometry_columns set geometry_type_name = 'GEOMETRY'").run();
        }
        this.#database.exec(treeTriggers(this.#table, this.#geometry, this.#key));
        this.#database.exec('commit');
      });
      this.#database.close();
      await this.#file.finish();
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  async discard(): Promise<void> {
    this.#database.close();
    await this.#file.discard();
  }

  /** Inserts a row under its own identifier where that can be a key; gives the key. */
  #put(
    id: string | null,
    blob: Uint8Array | null,
    values: readonly (string | number | null)[],
  ): number | bigint {
    const asKey = id !== null && /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
    if (asKey !== null) {
      try {
        return this.#insert.run(asKey, blob, ...values, ...this.#idValue(null)).lastInsertRowid;
      } catch (error) {
        const isTaken =
          error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
        if (!isTaken) throw storageRefused(error);
      }
    }
    if (id !== null && this.#mayKeepId && this.#idColumn === null) this.#addIdColumn();
    return this.#attempt(() => this.#insert.run(null, blob, ...values, ...this.#idValue(id)).lastInsertRowid);
  }

  #idValue(id: string | null): (string | null)[] {
    return this.#idColumn === null ? [] : [id];
  }

  #addIdColumn(): void {
    this.#idColumn = freeName('id', this.#names);
    this.#attempt(() =>
      this.#database.exec(`alter table ${quoted(this.#table)} add column ${quoted(this.#idColumn!)} TEXT`),
    );
    this.#insert = this.#prepareInsert();
  }

  #prepareInsert(): Database.Statement {
    const columns = [this.#key, this.#geometry, ...this.#fields.map(({ column }) => column)];
    if (this.#idColumn !== null) columns.push(this.#idColumn);
    return this.#database.prepare(
      `insert into ${quoted(this.#table)} (${columns.map(quoted).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
  }

  #createTables(options: WriteOptions): void {
    const columns = this.#fields.map(({ column }, i) => {
      return `, ${quoted(column)} ${columnTypes[options.fields[i]!.type]}`;
    });
    this.#database.exec(catalogueTables);
    const addSrs = this.#database.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)');
    for (const { srsId, name, organization, organizationId, definition } of [
      ...requiredSrs,
      ...(requiredSrs.some(({ srsId }) => srsId === this.#srs.srsId) ? [] : [this.#srs]),
    ]) {
      addSrs.run(name, srsId, organization, organizationId, definition);
    }
    this.#database.exec(
      `create table ${quoted(this.#table)} (${quoted(this.#key)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${quoted(this.#geometry)} MULTIPOLYGON${columns.join('')})`,
    );
    this.#database
      .prepare(
        "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values (?, 'features', ?, ?)",
      )
      .run(this.#table, this.#table, this.#srs.srsId);
    this.#database
      .prepare("insert into gpkg_geometry_columns values (?, ?, 'MULTIPOLYGON', ?, 0, 0)")
      .run(this.#table, this.#geometry, this.#srs.srsId);
    this.#database
      .prepare("insert into gpkg_extensions values (?, ?, 'gpkg_rtree_index', ?, 'write-only')")
      .run(this.#table, this.#geometry, 'http://www.geopackage.org/spec120/#extension_rtree');
    this.#database.exec(
      `create virtual table ${quoted(treeName(this.#table, this.#geometry))} using rtree(id, minx, maxx, miny, maxy)`,
    );
  }

  #attempt<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw storageRefused(error);
    }
  }
}

/** A database that nothing else sees until it takes its place: it needs no journal and no lock. */
function openPending(path: string): Database.Database {
  const database = new Database(path);
  for (const pragma of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'locking_mode = EXCLUSIVE',
    'cache_size = -32000',
    `application_id = ${APPLICATION_ID}`,
    `user_version = ${USER_VERSION}`,
  ]) {
    database.pragma(pragma);
  }
  database.exec('begin');
  return database;
}

/** SQLite keeps `sqlite_` for itself and the standard `gpkg_` and `rtree_`. */
function tableName(layerName: string): string {
  const name = layerName.replaceAll('\0', '').trim() || 'layer';
  return /^(sqlite_|gpkg_|rtree_)/i.test(name) ? `layer_${name}` : name;
}

function stored(value: FieldValue): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value;
}

function storageRefused(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const full = error.code === 'SQLITE_FULL';
  const reason = error.message.slice(0, 200);
  return new GeodataError('write-refused', {
    zh: `无法写入：${full ? '磁盘已满' : reason}`,
    en: `cannot write: ${full ? 'the disk is full' : reason}`,
  });
}
