import type { Bilingual } from './bilingual.ts';

/** A town (镇街) with its three digits in codes of place, and roughly where its centre is. */
export interface Town {
  readonly code: string;
  readonly name: Bilingual;
  readonly lonDeg: number;
  readonly latDeg: number;
}

/**
 * The towns and parks of Dongguan by their statistical division codes (441900 + three digits). The centres are rough,
 * and the ground that the demonstration gives to a town is simply what is nearest to its centre: no real boundary.
 */
export const towns: readonly Town[] = [
  town('003', '东城', 'Dongcheng', 113.785, 23.02),
  town('004', '南城', 'Nancheng', 113.745, 22.995),
  town('005', '万江', 'Wanjiang', 113.735, 23.055),
  town('006', '莞城', 'Guancheng', 113.753, 23.04),
  town('101', '石碣', 'Shijie', 113.8, 23.1),
  town('102', '石龙', 'Shilong', 113.85, 23.11),
  town('103', '茶山', 'Chashan', 113.88, 23.07),
  town('104', '石排', 'Shipai', 113.95, 23.09),
  town('105', '企石', 'Qishi', 114.01, 23.06),
  town('106', '横沥', 'Hengli', 113.97, 23.03),
  town('107', '桥头', 'Qiaotou', 114.09, 23.01),
  town('108', '谢岗', 'Xiegang', 114.15, 22.965),
  town('109', '东坑', 'Dongkeng', 113.94, 23.0),
  town('110', '常平', 'Changping', 114.0, 22.985),
  town('111', '寮步', 'Liaobu', 113.87, 23.0),
  town('112', '樟木头', 'Zhangmutou', 114.07, 22.91),
  town('113', '大朗', 'Dalang', 113.94, 22.94),
  town('114', '黄江', 'Huangjiang', 114.0, 22.89),
  town('115', '清溪', 'Qingxi', 114.16, 22.845),
  town('116', '塘厦', 'Tangxia', 114.1, 22.81),
  town('117', '凤岗', 'Fenggang', 114.15, 22.74),
  town('118', '大岭山', 'Dalingshan', 113.84, 22.9),
  town('119', '长安', "Chang'an", 113.8, 22.81),
  town('121', '虎门', 'Humen', 113.67, 22.82),
  town('122', '厚街', 'Houjie', 113.67, 22.94),
  town('123', '沙田', 'Shatian', 113.62, 22.9),
  town('124', '道滘', 'Daojiao', 113.67, 23.0),
  town('125', '洪梅', 'Hongmei', 113.61, 23.0),
  town('126', '麻涌', 'Machong', 113.55, 23.045),
  town('127', '望牛墩', 'Wangniudun', 113.65, 23.05),
  town('128', '中堂', 'Zhongtang', 113.66, 23.1),
  town('129', '高埗', 'Gaobu', 113.74, 23.1),
  town('401', '松山湖', 'Songshan Lake', 113.885, 22.93),
  town('403', '东莞生态园', 'Dongguan Ecological Park', 113.925, 23.055),
];

function town(code: string, zh: string, en: string, lonDeg: number, latDeg: number): Town {
  return { code, name: { zh, en }, lonDeg, latDeg };
}
