import type { Block } from './block.ts';
import { Cutter } from './cutter.ts';
import type { Partition } from './partition.ts';

/** The city while it is being drawn: the partition, and for every face its block and what it will be as a parcel. */
export class Draft {
  readonly partition: Partition;
  readonly cutter: Cutter;
  readonly blocks: Block[] = [];
  /** Per face: index of its block, −1 where none is given yet. */
  blockOf = new Int32Array(1 << 12).fill(-1);
  /** Per face: index of its use code (see land-use.ts). */
  useOf = new Uint8Array(1 << 12);
  /** Per face: tenure and marks (see settle.ts). */
  marksOf = new Uint8Array(1 << 12);
  /** Per face: kind of owner, and the owner's number (see owners.ts). */
  ownerKindOf = new Uint8Array(1 << 12);
  ownerNumberOf = new Int32Array(1 << 12);
  #renewals = 0;
  #owners = 0;

  constructor(partition: Partition) {
    this.partition = partition;
    this.cutter = new Cutter(partition);
    this.#reserve(partition.faceCount);
  }

  addBlock(block: Block): number {
    return this.blocks.push(block) - 1;
  }

  /** The next number on the renewal list. */
  nextRenewal(): number {
    return ++this.#renewals;
  }

  /** The next number of an enterprise, household or estate. */
  nextOwner(): number {
    return ++this.#owners;
  }

  /** Gives a face to a block. */
  assign(face: number, block: number): void {
    this.#reserve(face + 1);
    this.blockOf[face] = block;
  }

  block(face: number): Block | undefined {
    const index = face < this.blockOf.length ? this.blockOf[face]! : -1;
    return index < 0 ? undefined : this.blocks[index];
  }

  #reserve(faces: number): void {
    if (faces <= this.blockOf.length) return;
    let length = this.blockOf.length;
    while (length < faces) length *= 2;
    const blockOf = new Int32Array(length).fill(-1);
    blockOf.set(this.blockOf);
    this.blockOf = blockOf;
    const useOf = new Uint8Array(length);
    useOf.set(this.useOf);
    this.useOf = useOf;
    const marksOf = new Uint8Array(length);
    marksOf.set(this.marksOf);
    this.marksOf = marksOf;
    const ownerKindOf = new Uint8Array(length);
    ownerKindOf.set(this.ownerKindOf);
    this.ownerKindOf = ownerKindOf;
    const ownerNumberOf = new Int32Array(length);
    ownerNumberOf.set(this.ownerNumberOf);
    this.ownerNumberOf = ownerNumberOf;
  }
}
