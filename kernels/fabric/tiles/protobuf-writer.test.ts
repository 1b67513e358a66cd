import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { ProtobufWriter, varintLength } from './protobuf-writer.ts';

const read = (writer: ProtobufWriter) => new PbfReader(writer.bytes.slice(0, writer.length));

test('whole numbers are read back, and their length is foretold (seed 7)', () => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(300), fc.nat(2 ** 32 - 1)), (value) => {
      const writer = new ProtobufWriter();
      writer.varint(value);
      expect(writer.length).toBe(varintLength(value));
      expect(read(writer).readVarint()).toBe(value);
    }),
    { seed: 7 },
  );
});

test('texts of all planes are read back; a lone surrogate becomes the replacement character (seed 8)', () => {
  const texts = (value: string): string => {
    const writer = new ProtobufWriter();
    writer.text(0x0a, value);
    const reader = read(writer);
    expect(reader.readVarint()).toBe(0x0a);
    return reader.readString();
  };
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
      expect(texts(value)).toBe(value);
    }),
    { seed: 8 },
  );
  expect(texts('战略性新兴产业基地 𠮷 é')).toBe('战略性新兴产业基地 𠮷 é');
  expect(texts('a\ud800b')).toBe('a\ufffdb');
});

test('floats are read back to the bit (seed 9)', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const writer = new ProtobufWriter();
      writer.double(0x19, value);
      const reader = read(writer);
      expect(reader.readVarint()).toBe(0x19);
      expect(Object.is(reader.readDouble(), value)).toBe(true);
    }),
    { seed: 9 },
  );
});
