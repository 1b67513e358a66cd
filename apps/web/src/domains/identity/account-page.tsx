import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useIdentity, useSession } from '../../app/session.ts';
import { useWords } from '../../app/use-words.ts';
import { Page, Section } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import './identity.css';

/** Who is signed in, in what post, and how to change the password. */
export default function AccountPage() {
  const { t, say } = useWords();
  const id = useId();
  const { user, post } = useSession();
  const { changePassword } = useIdentity();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const changing = useMutation({
    meta: { expects401: true },
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  return (
    <Page title={t('identity.account')}>
      <p>
        {user?.name} ({user?.username}){post !== null && ` · ${say(post.title)} · ${t(`role.${post.role}`)}`}
      </p>
      <Section title={t('identity.changePassword')}>
        <form
          className="identity identity-form"
          onSubmit={(event) => {
            event.preventDefault();
            changing.mutate();
          }}
        >
          <label htmlFor={`${id}-current`}>{t('identity.currentPassword')}</label>
          <Input.Password
            id={`${id}-current`}
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <label htmlFor={`${id}-next`}>{t('identity.newPassword')}</label>
          <Input.Password
            id={`${id}-next`}
            autoComplete="new-password"
            required
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
          {changing.isError && <ProblemView error={changing.error} />}
          {changing.isSuccess && <p role="status">{t('identity.passwordChanged')}</p>}
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {t('identity.changePassword')}
          </Button>
        </form>
      </Section>
    </Page>
  );
}
