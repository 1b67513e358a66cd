import { UserOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useIdentity, useSession } from './session.ts';
import { useWords } from './use-words.ts';
import './frame.css';

export function UserMenu() {
  const { t } = useWords();
  const { user } = useSession();
  const { signOut } = useIdentity();
  const navigate = useNavigate();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: t('identity.account') },
          { key: 'public', label: t('published.title') },
          { type: 'divider' },
          { key: 'leave', label: t('identity.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'leave') void signOut().then(() => navigate({ to: '/sign-in' }));
          else void navigate({ to: key === 'account' ? '/account' : '/published' });
        },
      }}
    >
      <Button type="text" size="small" icon={<UserOutlined aria-hidden />} aria-label={t('identity.account')}>
        <span className="user-name">{user?.name}</span>
      </Button>
    </Dropdown>
  );
}
