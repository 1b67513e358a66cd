import type { Field, GeoFeature } from '@lizhu/geodata';
import { InputError } from '../failures.ts';

/** Fields that usually identify a parcel, best first. */
const usual = ['id', 'code', 'zddm', 'dkbh', 'bsm', '宗地代码', '地块编号', '编号', 'parcel_id', 'gid'];

/** How records are called in results. */
export interface Naming {
  /** The identifier that the file gives, null where it gives none. */
  given(feature: GeoFeature): string | null;
  /** That, or else the position in the file. */
  name(feature: GeoFeature): string;
}

/** @throws InputError where there is no field of the stated name. */
export function namingBy(fields: readonly Pick<Field, 'name'>[], stated: string | null): Naming {
  if (stated !== null && !fields.some(({ name }) => name === stated)) {
    const names = fields
      .slice(0, 12)
      .map(({ name }) => name)
      .join(', ');
    throw new InputError({
      zh: `没有字段“${stated}”；文件的字段有 ${names || '（无）'}`,
      en: `there is no field "${stated}"; the file has ${names || 'none'}`,
    });
  }
  const field =
    stated ??
    usual.map((name) => fields.find((known) => known.name.toLowerCase() === name)).find(Boolean)?.name;
  const fromField = (feature: GeoFeature): string | null => {
    const value = field === undefined ? null : feature.properties[field];
    return value === null || value === undefined || value === '' ? null : String(value);
  };
  const given = (feature: GeoFeature): string | null =>
    stated === null ? (feature.id ?? fromField(feature)) : fromField(feature);
  return { given, name: (feature) => given(feature) ?? String(feature.index) };
}
