import { defineProblems } from '@lizhu/http';

/** What can go wrong with signing in and posts. Nothing tells whether a name exists. */
export const identityProblems = defineProblems('identity', {
  'sign-in-required': {
    status: 401,
    title: { zh: '需要登录', en: 'You are not signed in' },
    remedy: { zh: '登录后重试', en: 'Sign in, then try again' },
  },
  'sign-in-refused': {
    status: 401,
    title: { zh: '用户名或密码不正确', en: 'Username or password is not right' },
    remedy: {
      zh: '核对后重试；忘记密码请联系管理员',
      en: 'Check both; if you forgot it, ask the administrator',
    },
  },
  'too-many-attempts': {
    status: 429,
    title: { zh: '尝试次数过多，暂停登录', en: 'Too many attempts: signing in is paused' },
    remedy: { zh: '{seconds} 秒后再试', en: 'Try again in {seconds} s' },
  },
  'post-required': {
    status: 403,
    title: { zh: '没有选择岗位，或岗位已到期', en: 'No post is chosen, or it has ended' },
    remedy: { zh: '选择一个岗位', en: 'Choose a post' },
  },
  'role-required': {
    status: 403,
    title: { zh: '当前岗位不能这样做', en: 'Your post does not permit this' },
    remedy: { zh: '换一个岗位，或联系管理员', en: 'Choose another post, or ask the administrator' },
  },
  'post-not-yours': {
    status: 403,
    title: { zh: '你没有这个岗位，或它已到期', en: 'You do not hold this post, or it has ended' },
    remedy: { zh: '从自己的岗位中选择', en: 'Choose one of your own posts' },
  },
  'password-wrong': {
    status: 422,
    title: { zh: '当前密码不正确', en: 'The current password is not right' },
    remedy: { zh: '核对后重试', en: 'Check it, then try again' },
  },
  'password-weak': {
    status: 422,
    title: { zh: '新密码不符合要求', en: 'The new password will not do' },
    remedy: {
      zh: '用 8 至 128 个字符，且不含用户名',
      en: 'Use 8 to 128 characters, and not the username',
    },
  },
  'username-unusable': {
    status: 422,
    title: { zh: '用户名不符合要求', en: 'The username will not do' },
    remedy: {
      zh: '用 2 至 40 个汉字、字母、数字或 . _ -',
      en: 'Use 2 to 40 letters, Chinese characters, digits, or . _ -',
    },
  },
  'username-taken': {
    status: 409,
    title: { zh: '用户名已被使用', en: 'The username is taken' },
    remedy: { zh: '换一个用户名', en: 'Choose another one' },
  },
  'token-reads-only': {
    status: 403,
    title: { zh: '访问令牌只能用于读取', en: 'An access token is for reading only' },
    remedy: { zh: '修改请在页面上登录后进行', en: 'Sign in on the pages to change something' },
  },
  'token-not-found': {
    status: 404,
    title: { zh: '没有这个访问令牌', en: 'No such access token' },
    remedy: { zh: '重新载入列表', en: 'Reload the list' },
  },
});
