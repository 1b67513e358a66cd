import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isDamagedText } from './damaged-text.ts';
import { encodingName } from './encoding-name.ts';
import { proposeEncoding, statedEncoding } from './propose-encoding.ts';

const text = '东莞市松山湖生物医药产业基地，国有建设用地使用权';
const traditional = '東莞市松山湖生物醫藥產業基地，國有建設用地使用權';
const where = { zh: '.cpg 文件', en: 'the .cpg file' };

describe('the encoding of a text', () => {
  for (const [encoding, sample, confidence] of [
    ['UTF-8', Buffer.from(text), 'certain'],
    ['UTF-8', Buffer.from('plain ASCII'), 'certain'],
    ['UTF-8', Buffer.from('Straße, 1 é'), 'certain'],
    ['GBK', iconv.encode(text, 'GBK'), 'likely'],
    ['GB18030', iconv.encode(`${text}𠮷`, 'GB18030'), 'likely'],
    ['Big5', iconv.encode(traditional, 'Big5'), 'likely'],
  ] as const) {
    it(`is proposed as ${encoding} (${confidence}) by its bytes alone`, () => {
      expect(proposeEncoding(null, [sample])).toMatchObject({ value: encoding, confidence });
    });
  }

  it('is certain where the file says so and the bytes agree', () => {
    const guess = proposeEncoding({ value: '936', where }, [iconv.encode(text, 'GBK')]);
    expect(guess).toMatchObject({ value: 'GBK', confidence: 'certain' });
    expect(guess.evidence.en).toBe('the .cpg file: GBK; the content agrees');
  });

  it('is not what the file says where the bytes contradict', () => {
    const guess = proposeEncoding({ value: 'UTF-8', where }, [iconv.encode(text, 'GBK')]);
    expect(guess).toMatchObject({ value: 'GBK', confidence: 'likely' });
    expect(guess.evidence.zh).toContain('但内容不是');
  });

  it('is not known where nothing fits', () => {
    const noise = Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 89 + 128) % 256));
    expect(proposeEncoding(null, [noise])).toMatchObject({ value: null, confidence: 'unknown' });
  });

  it('cut in the middle of a character is the same', () => {
    const bytes = Buffer.from(text);
    for (let end = 20; end < 30; end++) {
      expect(proposeEncoding(null, [bytes.subarray(0, end)]).value).toBe('UTF-8');
    }
  });

  it('is refused where the user states another', () => {
    expect(() => statedEncoding('UTF-8', [iconv.encode(text, 'GBK')])).toThrow(/not encoded in UTF-8/);
    expect(() => statedEncoding('GBK', [Buffer.from(text)])).toThrow(/not encoded in GBK/);
    expect(statedEncoding('gb2312', [iconv.encode(text, 'GBK')]).value).toBe('GBK');
    expect(statedEncoding('GBK', [Buffer.from('ascii')]).value).toBe('GBK');
    expect(() => statedEncoding('no such', [])).toThrow(
      expect.objectContaining({ code: 'encoding-unknown' }),
    );
  });

  it('has many names', () => {
    for (const [name, expected] of [
      ['utf8', 'UTF-8'],
      ['65001', 'UTF-8'],
      ['gb2312', 'GBK'],
      ['CP936', 'GBK'],
      ['gb-18030', 'GB18030'],
      ['950', 'Big5'],
      ['1252', 'windows-1252'],
    ] as const) {
      expect(encodingName(name)).toBe(expected);
    }
  });
});

describe('text that was decoded wrongly before', () => {
  for (const [damaged, how] of [
    [iconv.decode(Buffer.from('东莞市松山湖'), 'GBK'), 'UTF-8 read as GBK'],
    [iconv.decode(iconv.encode('东莞市松山湖', 'GBK'), 'latin1'), 'GBK read as Latin-1'],
    [Buffer.from('东莞市').toString('latin1'), 'UTF-8 read as Latin-1'],
    ['锟斤拷锟斤拷', 'GBK read as UTF-8 and back'],
    ['东\uFFFD市', 'a character that was lost'],
  ] as const) {
    it(`is seen: ${how}`, () => expect(isDamagedText(damaged)).toBe(true));
  }

  for (const sound of [
    '东莞市',
    '缺值',
    '一号地块（A-1）',
    'Straße',
    'São Paulo',
    'Ünïcödé',
    '䶮',
    '深圳市龍崗區',
    '',
    'plain',
  ]) {
    it(`is not seen in "${sound}"`, () => expect(isDamagedText(sound)).toBe(false));
  }

  it('is not seen in the 6,763 hanzi of GB 2312 taken in pairs', () => {
    const hanzi: string[] = [];
    for (let lead = 0xb0; lead <= 0xf7; lead++) {
      for (let trail = 0xa1; trail <= 0xfe; trail++)
        hanzi.push(iconv.decode(Buffer.from([lead, trail]), 'GBK'));
    }
    const common = hanzi.slice(0, 3_755);
    let seen = 0;
    for (let i = 0; i < common.length; i++) {
      const pair = common[i]! + common[(i * 7 + 13) % common.length]!;
      if (isDamagedText(pair)) seen++;
    }
    expect(seen).toBe(0);
  });
});
