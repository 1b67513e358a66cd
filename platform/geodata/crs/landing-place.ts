import type { Bilingual } from '../bilingual.ts';

/** Where coordinates would land, in words: degrees and the nearest large city of China within 300 km. */
export function landingPlace(lon: number, lat: number): Bilingual {
  if (!Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    return { zh: '地球之外', en: 'no place on Earth' };
  }
  const degrees = `${Math.abs(lon).toFixed(4)}°${lon < 0 ? 'W' : 'E'} ${Math.abs(lat).toFixed(4)}°${lat < 0 ? 'S' : 'N'}`;
  let nearest: readonly [string, string, number, number] | undefined;
  let nearestKm = 300;
  for (const city of cities) {
    const km = Math.hypot((lon - city[2]) * 111.3 * Math.cos((lat * Math.PI) / 180), (lat - city[3]) * 110.9);
    if (km < nearestKm) {
      nearest = city;
      nearestKm = km;
    }
  }
  if (!nearest) {
    const inChina = lon > 73 && lon < 136 && lat > 3 && lat < 54;
    return inChina
      ? { zh: degrees, en: degrees }
      : { zh: `${degrees}，中国以外`, en: `${degrees}, outside China` };
  }
  const km = Math.round(nearestKm);
  return km < 25
    ? { zh: `${degrees}，${nearest[0]}`, en: `${degrees}, ${nearest[1]}` }
    : { zh: `${degrees}，距${nearest[0]}约 ${km} 公里`, en: `${degrees}, some ${km} km from ${nearest[1]}` };
}

const cities: readonly (readonly [string, string, number, number])[] = [
  ['北京', 'Beijing', 116.4, 39.9],
  ['天津', 'Tianjin', 117.2, 39.12],
  ['石家庄', 'Shijiazhuang', 114.5, 38.04],
  ['太原', 'Taiyuan', 112.55, 37.87],
  ['呼和浩特', 'Hohhot', 111.75, 40.84],
  ['沈阳', 'Shenyang', 123.43, 41.8],
  ['大连', 'Dalian', 121.6, 38.92],
  ['长春', 'Changchun', 125.32, 43.82],
  ['哈尔滨', 'Harbin', 126.53, 45.8],
  ['上海', 'Shanghai', 121.47, 31.23],
  ['南京', 'Nanjing', 118.8, 32.06],
  ['徐州', 'Xuzhou', 117.2, 34.26],
  ['杭州', 'Hangzhou', 120.15, 30.28],
  ['温州', 'Wenzhou', 120.7, 28.0],
  ['合肥', 'Hefei', 117.28, 31.86],
  ['福州', 'Fuzhou', 119.3, 26.08],
  ['厦门', 'Xiamen', 118.1, 24.48],
  ['南昌', 'Nanchang', 115.86, 28.68],
  ['赣州', 'Ganzhou', 114.93, 25.83],
  ['济南', 'Jinan', 117.0, 36.65],
  ['青岛', 'Qingdao', 120.38, 36.07],
  ['郑州', 'Zhengzhou', 113.62, 34.75],
  ['武汉', 'Wuhan', 114.3, 30.6],
  ['宜昌', 'Yichang', 111.29, 30.7],
  ['长沙', 'Changsha', 112.94, 28.23],
  ['广州', 'Guangzhou', 113.26, 23.13],
  ['东莞', 'Dongguan', 113.75, 23.02],
  ['深圳', 'Shenzhen', 114.06, 22.55],
  ['汕头', 'Shantou', 116.68, 23.35],
  ['湛江', 'Zhanjiang', 110.36, 21.27],
  ['南宁', 'Nanning', 108.37, 22.82],
  ['桂林', 'Guilin', 110.29, 25.27],
  ['海口', 'Haikou', 110.2, 20.04],
  ['重庆', 'Chongqing', 106.55, 29.56],
  ['成都', 'Chengdu', 104.07, 30.67],
  ['贵阳', 'Guiyang', 106.63, 26.65],
  ['昆明', 'Kunming', 102.83, 24.88],
  ['拉萨', 'Lhasa', 91.12, 29.65],
  ['西安', "Xi'an", 108.94, 34.34],
  ['兰州', 'Lanzhou', 103.83, 36.06],
  ['西宁', 'Xining', 101.78, 36.62],
  ['银川', 'Yinchuan', 106.23, 38.49],
  ['乌鲁木齐', 'Urumqi', 87.62, 43.83],
  ['喀什', 'Kashgar', 75.99, 39.47],
  ['台北', 'Taipei', 121.56, 25.04],
  ['香港', 'Hong Kong', 114.17, 22.3],
  ['澳门', 'Macao', 113.54, 22.2],
];
