import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { demoAccountsQuery, useIdentity } from '../../app/session.ts';
import { useWords } from '../../app/use-words.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import './identity.css';

/** One question: who are you. Where a demo offers accounts, one click fills one in. */
export default function SignInPage() {
  const { t, say } = useWords();
  const id = useId();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const router = useRouter();
  const { signIn } = useIdentity();
  const accounts = useQuery(demoAccountsQuery).data ?? [];
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    meta: { expects401: true },
    mutationFn: () => signIn(username, password),
    onSuccess: () =>
      router.history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/overview'),
  });
  return (
    <div className="identity">
      <title>{`${t('identity.signIn')} · 立柱 Lizhu`}</title>
      <h1>{t('identity.signIn')}</h1>
      <form
        className="identity-form"
        onSubmit={(event) => {
          event.preventDefault();
          entering.mutate();
        }}
      >
        <label htmlFor={`${id}-name`}>{t('identity.username')}</label>
        <Input
          id={`${id}-name`}
          autoComplete="username"
          required
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <label htmlFor={`${id}-password`}>{t('identity.password')}</label>
        <Input.Password
          id={`${id}-password`}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {entering.isError && <ProblemView error={entering.error} />}
        <Button type="primary" htmlType="submit" loading={entering.isPending}>
          {t('identity.signIn')}
        </Button>
      </form>
      {accounts.length > 0 && (
        <section className="demo-accounts">
          <h2>{t('identity.demo')}</h2>
          <p className="quiet">{t('identity.demoNote')}</p>
          <ul>
            {accounts.map((account) => (
              <li key={account.username}>
                <Button
                  onClick={() => {
                    setUsername(account.username);
                    setPassword(account.password);
                  }}
                >
                  <strong>{account.username}</strong> {say(account.title)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link to="/published">{t('published.lookWithout')}</Link>
      </p>
    </div>
  );
}
