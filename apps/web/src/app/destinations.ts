import {
  AimOutlined,
  AppstoreOutlined,
  BorderOuterOutlined,
  GlobalOutlined,
  ImportOutlined,
  ProfileOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

export interface Destination {
  readonly to:
    | '/overview'
    | '/land/map'
    | '/land/sites/find'
    | '/land/readiness'
    | '/land/boundaries'
    | '/land/imports';
  /** Pressed after `g`. */
  readonly letter: string;
  readonly words: 'overview' | 'map' | 'sites' | 'readiness' | 'boundaries' | 'imports';
  readonly icon: ComponentType;
  /** Where the rail marks this entry as the current one. */
  readonly within: string;
}

/** The rail, in its order. */
export const destinations: readonly Destination[] = [
  { to: '/overview', letter: 'o', words: 'overview', icon: AppstoreOutlined, within: '/overview' },
  { to: '/land/map', letter: 'm', words: 'map', icon: GlobalOutlined, within: '/land/map' },
  { to: '/land/sites/find', letter: 's', words: 'sites', icon: AimOutlined, within: '/land/sites' },
  {
    to: '/land/readiness',
    letter: 'r',
    words: 'readiness',
    icon: ProfileOutlined,
    within: '/land/readiness',
  },
  {
    to: '/land/boundaries',
    letter: 'b',
    words: 'boundaries',
    icon: BorderOuterOutlined,
    within: '/land/boundaries',
  },
  { to: '/land/imports', letter: 'i', words: 'imports', icon: ImportOutlined, within: '/land/imports' },
];
