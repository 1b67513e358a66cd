import { useMutation } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useIdentity, useSession } from '../../app/session.ts';
import { useWords } from '../../app/use-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import './identity.css';

/** One question: in which post do you act. What a person sees belongs to the post. */
export default function ChoosePostPage() {
  const { t, say } = useWords();
  const { user, posts } = useSession();
  const { choosePost, signOut } = useIdentity();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const router = useRouter();
  const choosing = useMutation({
    mutationFn: choosePost,
    onSuccess: () =>
      router.history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/overview'),
  });
  if (user === null) return <Navigate to="/sign-in" />;
  return (
    <div className="identity">
      <title>{`${t('identity.choosePost')} · 立柱 Lizhu`}</title>
      <h1>{t('identity.choosePost')}</h1>
      {posts.length === 0 ? (
        <EmptyState
          title={t('identity.noPost')}
          action={
            <Button onClick={() => void signOut().then(() => router.navigate({ to: '/sign-in' }))}>
              {t('identity.signOut')}
            </Button>
          }
        >
          {t('identity.noPostNote')}
        </EmptyState>
      ) : (
        <ul className="posts">
          {posts.map((post) => (
            <li key={post.id}>
              <Button
                loading={choosing.isPending && choosing.variables === post.id}
                onClick={() => choosing.mutate(post.id)}
              >
                <span>
                  <strong>{say(post.title)}</strong>
                  <br />
                  <span className="quiet">
                    {say(post.programmeName)} · {t(`role.${post.role}`)}
                  </span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {choosing.isError && <ProblemView error={choosing.error} />}
    </div>
  );
}
