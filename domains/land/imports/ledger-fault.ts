import type { Bilingual } from '@lizhu/programme/contract';
import type { AttributeFault } from './attribute-fault.ts';

/** What is wrong with where a feature lies, as the ledger sees it; no field is to blame. */
const checkLines: Bilingual = { zh: '核对两块地的界线', en: 'Check the boundary between the two' };

export function farAway(centralMeridianDeg: number): AttributeFault {
  return {
    code: 'far-away',
    severity: 'quarantine',
    message: {
      zh: `离计划所在的 ${centralMeridianDeg}°E 太远，坐标系可能有误`,
      en: `It lies too far from the programme at ${centralMeridianDeg}°E; the coordinate system may be wrong`,
    },
    remedy: {
      zh: '核对坐标系、带号与坐标顺序后重新试导入',
      en: 'Check the coordinate system, the zone and the order of the axes, then run the dry run again',
    },
    field: null,
  };
}

export function outsideReach(): AttributeFault {
  return {
    code: 'outside-reach',
    severity: 'quarantine',
    message: {
      zh: '在本基地红线内的面积不到一半，超出岗位范围',
      en: 'Less than half of it lies in the base, so it is beyond the reach of the post',
    },
    remedy: {
      zh: '交由该处基地或全计划的用地专员导入',
      en: 'Let an officer of that base or of the whole programme import it',
    },
    field: null,
  };
}

export function overlapsFeature(feature: number, code: string, areaSqm: number): AttributeFault {
  return {
    code: 'overlaps-feature',
    severity: 'note',
    message: {
      zh: `与第 ${feature} 个要素（${code}）重叠 ${areaSqm.toFixed(2)} m²`,
      en: `It overlaps feature ${feature} (${code}) by ${areaSqm.toFixed(2)} m²`,
    },
    remedy: checkLines,
    field: null,
  };
}

export function overlapsParcel(code: string, areaSqm: number): AttributeFault {
  return {
    code: 'overlaps-parcel',
    severity: 'note',
    message: {
      zh: `与台账中的宗地“${code}”重叠 ${areaSqm.toFixed(2)} m²`,
      en: `It overlaps the parcel "${code}" of the ledger by ${areaSqm.toFixed(2)} m²`,
    },
    remedy: checkLines,
    field: null,
  };
}

export type LineageEvent = 'split' | 'merge' | 'replace';

const events: Readonly<Record<LineageEvent, Bilingual>> = {
  split: { zh: '分割自', en: 'split from' },
  merge: { zh: '合并自', en: 'merged from' },
  replace: { zh: '替换', en: 'in place of' },
};

export function followsParcel(code: string, event: LineageEvent): AttributeFault {
  return {
    code: `parcel-${event}`,
    severity: 'note',
    message: {
      zh: `${events[event].zh}宗地“${code}”，原宗地将转入沿革`,
      en: `It is ${events[event].en} the parcel "${code}", which will be retired`,
    },
    remedy: { zh: '核对是否应当如此', en: 'Check that this is meant' },
    field: null,
  };
}

export function boundaryOverlaps(feature: number, areaSqm: number): AttributeFault {
  return {
    code: 'boundary-overlaps',
    severity: 'quarantine',
    message: {
      zh: `与第 ${feature} 个要素的红线重叠 ${areaSqm.toFixed(2)} m²，面积会重复计算`,
      en: `It overlaps the boundary of feature ${feature} by ${areaSqm.toFixed(2)} m², which would count twice`,
    },
    remedy: { zh: '改正红线后重新提交', en: 'Mend the boundary and submit it again' },
    field: null,
  };
}
