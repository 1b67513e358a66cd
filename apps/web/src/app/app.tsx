import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createQueryClient } from './query-client.ts';
import { createLizhuRouter } from './router.tsx';
import { sessionQuery } from './session.ts';
import { theme } from './theme.ts';
import { useWords } from './use-words.ts';

const client = createQueryClient(() => {
  client.setQueryData(sessionQuery.queryKey, { user: null, posts: [], post: null });
  void router.invalidate();
});
export const router = createLizhuRouter(client);

export function App() {
  const { language } = useWords();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
