import { DownOutlined } from '@ant-design/icons';
import { useRouter } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { useIdentity, useSession } from './session.ts';
import { useWords } from './use-words.ts';
import './frame.css';

/** The post that the person acts as; a menu where there are several. */
export function PostSwitch() {
  const { t, say } = useWords();
  const { post, posts } = useSession();
  const { choosePost } = useIdentity();
  const router = useRouter();
  if (post === null) return null;
  if (posts.length < 2) return <span className="header-post quiet">{say(post.title)}</span>;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [post.id],
        items: posts.map(({ id, title }) => ({ key: id, label: say(title) })),
        onClick: ({ key }) => void choosePost(key).then(() => router.invalidate()),
      }}
    >
      <button type="button" className="plain-button header-post" aria-label={t('frame.changePost')}>
        {say(post.title)} <DownOutlined aria-hidden style={{ fontSize: 10 }} />
      </button>
    </Dropdown>
  );
}
