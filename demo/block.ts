/** Parts of the network between blocks. */
export type CorridorKind =
  | 'trunk'
  | 'junction'
  | 'rail'
  | 'collector'
  | 'street'
  | 'river'
  | 'canal'
  | 'lake';

/** What a block of land is, as one meets it on the ground. */
export type LandKind =
  | 'ready' // cleared, state-owned or acquired, fits both plans
  | 'idle' // empty, but one thing or another is missing
  | 'estate' // industrial estate with large plots
  | 'yards' // warehouses
  | 'village' // old village: small homesteads and lanes
  | 'village-works' // village industry
  | 'town' // housing estates
  | 'commerce'
  | 'school'
  | 'park'
  | 'paddy'
  | 'fields'
  | 'orchard'
  | 'ponds'
  | 'hill';

export type BlockKind = CorridorKind | LandKind;

/** Zones of the land-use plan (土规管制分区): allowed, conditional, restricted, forbidden. */
export type LandPlanZone = '1010' | '1020' | '1030' | '1040';

/**
 * A block: land between streets that is of one kind and has one line in each plan; or one piece of the network.
 * Parcels are parts of blocks.
 */
export interface Block {
  readonly kind: BlockKind;
  /** Index of the superblock it lies in, −1 for the network between superblocks. */
  readonly superblock: number;
  readonly zone: LandPlanZone;
  /** Use in the city plan: classes of GB 50137-2011, and the local M0. */
  readonly planUse: string;
  readonly tenure: 'state' | 'collective';
  readonly acquired: boolean;
  /** Number on the renewal list, 0 where it is not on it. */
  readonly renewal: number;
  /** Number of the road or river, 0 without one. */
  readonly number: number;
  /** Number of the planted site that it is part of, −1 without one. */
  readonly site: number;
}

const corridorKinds: ReadonlySet<string> = new Set<CorridorKind>([
  'trunk',
  'junction',
  'rail',
  'collector',
  'street',
  'river',
  'canal',
  'lake',
]);

export function isCorridor(kind: BlockKind): kind is CorridorKind {
  return corridorKinds.has(kind);
}

export function isWater(kind: BlockKind): boolean {
  return kind === 'river' || kind === 'canal' || kind === 'lake';
}
