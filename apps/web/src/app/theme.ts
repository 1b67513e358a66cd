import type { ThemeConfig } from 'antd';

/** antd in Lizhu's look: quiet, dense, one accent, motion that is over before it is noticed. */
export const theme: ThemeConfig = {
  hashed: false,
  token: {
    colorPrimary: '#3d4db3',
    colorLink: '#3d4db3',
    colorInfo: '#3d4db3',
    colorSuccess: '#137a3f',
    colorWarning: '#8a5a00',
    colorError: '#b3261e',
    colorSuccessBg: '#e9f6ee',
    colorSuccessBorder: '#b5dcc4',
    colorWarningBg: '#fff6e0',
    colorWarningBorder: '#ecd79c',
    colorErrorBg: '#fdf0ef',
    colorErrorBorder: '#efc3bf',
    colorText: '#1d2430',
    colorTextSecondary: '#566070',
    colorTextDescription: '#566070',
    colorTextPlaceholder: '#6b7482',
    colorBorder: '#c9ced6',
    colorBorderSecondary: '#e2e5ea',
    borderRadius: 4,
    fontSize: 14,
    fontFamily: 'var(--font)',
    controlHeight: 32,
    motionDurationFast: '0.08s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.15s',
    wireframe: false,
  },
};
