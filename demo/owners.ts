import { towns } from './towns.ts';

/** Kinds of owner; every owner is invented and says so in the name. */
export const ownerKinds = [
  'reserve',
  'enterprise',
  'village',
  'villager',
  'residents',
  'institution',
  'roads',
  'water',
] as const;

export type OwnerKind = (typeof ownerKinds)[number];

export function ownerKindIndex(kind: OwnerKind): number {
  return ownerKinds.indexOf(kind);
}

/** The name of an owner, e.g. 某企业0123（演示）. */
export function ownerName(kind: OwnerKind, number: number, town: number): string {
  switch (kind) {
    case 'reserve':
      return '市土地储备机构（演示）';
    case 'enterprise':
      return `某企业${String(number).padStart(4, '0')}（演示）`;
    case 'village':
      return `${towns[town]!.name.zh}某村${String(number).padStart(2, '0')}股份经济联合社（演示）`;
    case 'villager':
      return `某村民${String(number).padStart(5, '0')}（演示）`;
    case 'residents':
      return `某小区${String(number).padStart(4, '0')}全体业主（演示）`;
    case 'institution':
      return `某公共机构${String(number).padStart(3, '0')}（演示）`;
    case 'roads':
      return '道路管理单位（演示）';
    case 'water':
      return '水务管理单位（演示）';
  }
}
