import { defineProblems } from '@lizhu/http';

/** What can go wrong with land, in words that say what to do. */
export const landProblems = defineProblems('land', {
  'parcel-not-found': {
    status: 404,
    title: { zh: '没有这个宗地', en: 'No such parcel' },
    remedy: {
      zh: '核对宗地代码，或确认它在你的岗位范围内',
      en: 'Check the code, and that it lies within the reach of your post',
    },
  },
  'site-not-found': {
    status: 404,
    title: { zh: '没有这个连片地块', en: 'No such site' },
    remedy: { zh: '它可能已被删除；回到列表查看', en: 'It may have been deleted; go back to the list' },
  },
  'site-changed': {
    status: 409,
    title: {
      zh: '{by} 已在 {at} 修改过它（第 {revision} 版）',
      en: '{by} changed it at {at} (revision {revision})',
    },
    remedy: {
      zh: '你的修改没有保存；重新载入后再改',
      en: 'Your change was not saved; reload, then edit again',
    },
  },
  'site-name-taken': {
    status: 409,
    title: { zh: '已有同名的连片地块', en: 'A site of this name exists' },
    remedy: { zh: '换一个名称', en: 'Choose another name' },
  },
  'parcels-not-visible': {
    status: 422,
    title: {
      zh: '有 {count} 个宗地不存在或不在你的岗位范围内',
      en: '{count} parcels do not exist or lie beyond the reach of your post',
    },
    remedy: { zh: '重新查找连片后再保存', en: 'Find sites again, then save' },
  },
  'table-changed': {
    status: 409,
    title: { zh: '{by} 已保存第 {version} 版规则表', en: '{by} has saved version {version} of the table' },
    remedy: {
      zh: '你的修改没有保存；重新载入后再改',
      en: 'Your change was not saved; reload, then edit again',
    },
  },
  'table-faulty': {
    status: 422,
    title: {
      zh: '第 {line} 行第 {cell} 个条件不成立：{fault}',
      en: 'Line {line}, condition {cell} does not fit: {fault}',
    },
    remedy: { zh: '改正该条件的比较符或取值', en: "Mend the condition's operator or value" },
  },
  'import-not-found': {
    status: 404,
    title: { zh: '没有这次导入', en: 'No such import' },
    remedy: { zh: '回到导入列表查看', en: 'Go back to the list of imports' },
  },
  'import-changed': {
    status: 409,
    title: { zh: '这次导入已经进入“{state}”状态', en: 'This import is now "{state}"' },
    remedy: { zh: '重新载入后再操作', en: 'Reload, then go on' },
  },
  'import-nothing-usable': {
    status: 422,
    title: { zh: '没有可以入库的要素', en: 'No feature can be used' },
    remedy: { zh: '下载隔离区，改正后重新提交', en: 'Download the quarantine, mend it, and submit it again' },
  },
  'import-in-use': {
    status: 409,
    title: { zh: '之后的导入已替换其中 {count} 个宗地', en: 'Later imports replaced {count} of its parcels' },
    remedy: { zh: '先撤销之后的导入', en: 'Undo the later imports first' },
  },
  'mapping-incomplete': {
    status: 422,
    title: {
      zh: '必填字段“{field}”没有对应的源字段',
      en: 'The required field "{field}" has no source field',
    },
    remedy: { zh: '为它选择一个源字段', en: 'Choose a source field for it' },
  },
  'file-missing': {
    status: 400,
    title: { zh: '没有收到文件', en: 'No file arrived' },
    remedy: { zh: '选择一个文件后再上传', en: 'Choose a file, then upload' },
  },
  'bad-bbox': {
    status: 400,
    title: { zh: 'bbox 应为“西,南,东,北”四个数', en: 'bbox takes four numbers: west,south,east,north' },
    remedy: { zh: '改正 bbox', en: 'Mend bbox' },
  },
  'format-unknown': {
    status: 400,
    title: { zh: '不支持导出为“{format}”', en: 'Cannot export as "{format}"' },
    remedy: { zh: '可选：{formats}', en: 'Choose one of: {formats}' },
  },
  'no-programme': {
    status: 403,
    title: { zh: '当前没有岗位', en: 'No post is chosen' },
    remedy: { zh: '登录并选择一个岗位', en: 'Sign in and choose a post' },
  },
});
