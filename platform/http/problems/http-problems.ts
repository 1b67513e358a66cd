import { defineProblems } from './define-problems.ts';

const later = { zh: '稍后再试', en: 'Try again later' };
const mend = { zh: '按提示改正后重新提交', en: 'Mend it as said and send it again' };

/** What can go wrong before a slice is asked. */
export const httpProblems = defineProblems('http', {
  'not-found': {
    status: 404,
    title: { zh: '没有这个地址', en: 'There is nothing at this address' },
    remedy: {
      zh: '核对地址；可用的接口见 /api/v1/openapi.json',
      en: 'Check the address; /api/v1/openapi.json lists what there is',
    },
  },
  'bad-request': {
    status: 400,
    title: { zh: '请求不符合 HTTP 规范', en: 'The request is not proper HTTP' },
    remedy: { zh: '检查发出请求的程序', en: 'Check the program that sends it' },
  },
  'invalid-request': {
    status: 400,
    title: { zh: '请求里有 {count} 处不正确', en: '{count} places of the request are not right' },
    remedy: mend,
  },
  'malformed-body': {
    status: 400,
    title: { zh: '请求的内容无法读取', en: 'The body of the request cannot be read' },
    remedy: { zh: '检查内容是否完整、格式是否正确', en: 'Check that it is whole and of the declared format' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { zh: '不接受这种内容类型', en: 'This content type is not accepted here' },
    remedy: {
      zh: '用 application/json；上传文件用 multipart/form-data',
      en: 'Use application/json, or multipart/form-data for files',
    },
  },
  'body-too-large': {
    status: 413,
    title: { zh: '内容超过 {limitMb} MB', en: 'The body is larger than {limitMb} MB' },
    remedy: { zh: '拆分后分别提交', en: 'Split it and send the parts' },
  },
  'too-many-parts': {
    status: 413,
    title: { zh: '一次上传的文件或字段太多', en: 'Too many files or fields in one upload' },
    remedy: { zh: '一次上传一个文件', en: 'Upload one file at a time' },
  },
  'headers-too-large': {
    status: 431,
    title: { zh: '请求头太大', en: 'The headers of the request are too large' },
    remedy: { zh: '清除本站的 Cookie 后重试', en: 'Clear the cookies of this site and try again' },
  },
  'too-many-requests': {
    status: 429,
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    remedy: { zh: '{seconds} 秒后再试', en: 'Try again in {seconds} s' },
  },
  'cross-site': {
    status: 403,
    title: { zh: '请求不是从本站页面发出的', en: 'The request does not come from a page of this site' },
    remedy: {
      zh: '从本站页面操作；程序请求须带请求头 X-Lizhu-Request: 1',
      en: 'Use the pages of this site; programs send the header X-Lizhu-Request: 1',
    },
  },
  'bad-cursor': {
    status: 400,
    title: { zh: '翻页标记无效', en: 'The cursor is not valid' },
    remedy: { zh: '从第一页重新开始', en: 'Begin at the first page' },
  },
  'storage-full': {
    status: 507,
    title: { zh: '存储空间不足，暂时只能查看', en: 'Storage is nearly full: reading only, for now' },
    remedy: {
      zh: '没有保存任何内容；请管理员腾出空间后重新提交',
      en: 'Nothing was saved; ask the administrator to make room, then send it again',
    },
  },
  'shutting-down': {
    status: 503,
    title: { zh: '服务正在重新启动', en: 'The server is restarting' },
    remedy: later,
  },
  internal: {
    status: 500,
    title: { zh: '服务出现内部错误', en: 'Something went wrong in the server' },
    remedy: {
      zh: '把请求编号 {requestId} 告诉管理员',
      en: 'Tell the administrator the request id {requestId}',
    },
  },
});

/** What the database may refuse, in words that tell nothing of rows that the asker may not see. */
export const databaseProblems = defineProblems('database', {
  duplicate: {
    status: 409,
    title: { zh: '已有相同的记录', en: 'There is such a record already' },
    remedy: { zh: '换一个名称或编码', en: 'Choose another name or code' },
  },
  'missing-reference': {
    status: 422,
    title: { zh: '引用的记录不存在', en: 'It refers to a record that does not exist' },
    remedy: { zh: '重新载入后再提交', en: 'Reload, then send it again' },
  },
  forbidden: {
    status: 403,
    title: { zh: '当前岗位不能这样做', en: 'Your post does not permit this' },
    remedy: { zh: '换一个岗位，或联系管理员', en: 'Choose another post, or ask the administrator' },
  },
  'invalid-value': {
    status: 422,
    title: { zh: '有的值不在允许的范围内', en: 'A value is outside what is allowed' },
    remedy: mend,
  },
  conflict: {
    status: 409,
    title: { zh: '有人正在修改同一内容', en: 'Somebody is changing the same thing' },
    remedy: { zh: '重新载入后再试', en: 'Reload, then try again' },
  },
  'storage-full': {
    status: 507,
    title: { zh: '存储空间已满', en: 'Storage is full' },
    remedy: {
      zh: '没有保存任何内容；请管理员腾出空间后重新提交',
      en: 'Nothing was saved; ask the administrator to make room, then send it again',
    },
  },
  timeout: {
    status: 503,
    title: { zh: '查询用时过长，已停止', en: 'The query took too long and was stopped' },
    remedy: { zh: '缩小范围后重试', en: 'Ask for less, then try again' },
  },
  unavailable: {
    status: 503,
    title: { zh: '数据库暂时无法访问', en: 'The database cannot be reached at the moment' },
    remedy: later,
  },
});
