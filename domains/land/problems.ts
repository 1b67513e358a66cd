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
  'crs-unknown': {
    status: 400,
    title: { zh: '不能使用这个坐标系：{reason}', en: 'This coordinate system cannot be used: {reason}' },
    remedy: {
      zh: '换一个坐标系，例如 EPSG:4490 或 EPSG:4547',
      en: 'Choose another, such as EPSG:4490 or EPSG:4547',
    },
  },
  'export-refused': {
    status: 422,
    title: { zh: '不能这样导出：{reason}', en: 'This cannot be exported so: {reason}' },
    remedy: { zh: '换一种格式或坐标系', en: 'Choose another format or coordinate system' },
  },
  'export-too-large': {
    status: 422,
    title: {
      zh: '超过 {limit} 个要素，不能一次导出',
      en: 'More than {limit} features cannot be exported at once',
    },
    remedy: {
      zh: '按基地、类别或范围筛选后分次导出',
      en: 'Select by base, class or area, and export part by part',
    },
  },
  'site-across-bases': {
    status: 403,
    title: {
      zh: '跨基地的连片地块只能由全计划岗位保存',
      en: 'A site across bases can only be saved by a post over the whole programme',
    },
    remedy: {
      zh: '在一个基地内查找，或请全计划岗位保存',
      en: 'Search within one base, or ask such a post to save it',
    },
  },
  'criteria-contradict': {
    status: 422,
    title: {
      zh: '面积下限 {min} 亩大于上限 {max} 亩',
      en: 'The least area, {min} mu, is above the most, {max} mu',
    },
    remedy: { zh: '改正面积范围', en: 'Mend the range of areas' },
  },
  'computing-too-long': {
    status: 503,
    title: { zh: '计算用时过长，已停止', en: 'The computation took too long and was stopped' },
    remedy: {
      zh: '缩小范围、减小跨越宽度后重试',
      en: 'Ask for less ground or a narrower gap, then try again',
    },
  },
  'no-programme': {
    status: 403,
    title: { zh: '当前没有岗位', en: 'No post is chosen' },
    remedy: { zh: '登录并选择一个岗位', en: 'Sign in and choose a post' },
  },
  'file-type-refused': {
    status: 415,
    title: { zh: '不接受“{extension}”文件', en: 'A file of the type "{extension}" is not accepted' },
    remedy: { zh: '可用的类型：{extensions}', en: 'Bring one of: {extensions}' },
  },
  'file-needs-zip': {
    status: 415,
    title: { zh: 'Shapefile 的各个文件须一起上传', en: 'The files of a shapefile belong together' },
    remedy: {
      zh: '把 .shp、.dbf、.shx、.prj 等打成一个 zip 再上传',
      en: 'Pack .shp, .dbf, .shx, .prj into one zip and upload that',
    },
  },
  'file-gone': {
    status: 410,
    title: { zh: '上传的文件已不在服务器上', en: 'The uploaded file is no longer on the server' },
    remedy: { zh: '重新上传这个文件', en: 'Upload it again' },
  },
  'file-unreadable': {
    status: 422,
    title: { zh: '文件无法读取：{reason}', en: 'The file cannot be read: {reason}' },
    remedy: { zh: '改正后重新上传', en: 'Mend it, then upload it again' },
  },
  'reading-differs': {
    status: 422,
    title: { zh: '文件与所确认的不符：{reason}', en: 'The file is not as was confirmed: {reason}' },
    remedy: {
      zh: '核对格式、编码、坐标系与图层后重新试导入',
      en: 'Check format, encoding, coordinate system and layer, then run the dry run again',
    },
  },
  'crs-unusable': {
    status: 422,
    title: { zh: '坐标系不可用：{reason}', en: 'The coordinate system cannot be used: {reason}' },
    remedy: { zh: '选择另一个坐标系', en: 'Choose another one' },
  },
  'columns-differ': {
    status: 422,
    title: {
      zh: '确认的坐标列与所提议的不一致',
      en: 'The columns of the coordinates are not those that were proposed',
    },
    remedy: {
      zh: '先按这些列（或这个工作表）重新识别，再试导入',
      en: 'Have the file looked at anew with these columns, or this sheet, then run the dry run',
    },
  },
  'field-unknown': {
    status: 422,
    title: { zh: '文件中没有“{field}”这一列', en: 'The file has no column "{field}"' },
    remedy: { zh: '重新选择字段对应', en: 'Choose the mapping again' },
  },
  'layer-unknown': {
    status: 422,
    title: { zh: '文件中没有图层“{layer}”', en: 'The file has no layer "{layer}"' },
    remedy: { zh: '选择文件中的图层', en: 'Choose a layer of the file' },
  },
  'source-needed': {
    status: 422,
    title: { zh: '没有填写数据来源', en: 'The source of the data is not stated' },
    remedy: { zh: '填写数据来源', en: 'State where the data come from' },
  },
  'document-needed': {
    status: 422,
    title: {
      zh: '基地红线须有文号和施行日期',
      en: 'A base boundary needs a document number and the day from which it is in force',
    },
    remedy: { zh: '填写文号和施行日期', en: 'State both' },
  },
  'programme-only': {
    status: 403,
    title: {
      zh: '规划图层和基地红线由全计划的岗位导入',
      en: 'Planning layers and base boundaries are imported by posts over the whole programme',
    },
    remedy: {
      zh: '换一个岗位，或交由全计划的用地专员',
      en: 'Choose another post, or hand it to such an officer',
    },
  },
  'import-base-needed': {
    status: 422,
    title: {
      zh: '你的岗位管多个基地，须说明这次导入属于哪一个',
      en: 'Your post has several bases; say which one the import is for',
    },
    remedy: {
      zh: '上传前选择其中一个基地（接口参数 base）',
      en: 'Choose one of its bases before the upload (parameter base)',
    },
  },
  'import-stale': {
    status: 409,
    title: {
      zh: '试导入之后台账已变，涉及 {count} 个宗地',
      en: 'The ledger has changed since the dry run; it concerns {count} parcels',
    },
    remedy: { zh: '重新试导入，看过报告再入库', en: 'Run the dry run again, read its report, then commit' },
  },
  'import-beyond-reach': {
    status: 409,
    title: {
      zh: '其中 {count} 个宗地已不在你的岗位范围内',
      en: '{count} of its parcels no longer lie within the reach of your post',
    },
    remedy: { zh: '交由全计划的用地专员撤销', en: 'Let an officer of the whole programme undo it' },
  },
  'import-codes-reused': {
    status: 409,
    title: {
      zh: '它所替换的宗地中，{count} 个代码已被之后的导入使用',
      en: 'Later imports use the codes of {count} parcels that it replaced',
    },
    remedy: { zh: '先撤销之后的导入', en: 'Undo the later imports first' },
  },
});
