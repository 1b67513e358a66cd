import { defineProblems } from '@lizhu/http';

/** What can go wrong with a programme. */
export const programmeProblems = defineProblems('programme', {
  'not-found': {
    status: 404,
    title: { zh: '当前岗位没有对应的计划', en: 'Your post belongs to no programme' },
    remedy: { zh: '换一个岗位，或联系管理员', en: 'Choose another post, or ask the administrator' },
  },
});
