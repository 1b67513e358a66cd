import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { HttpProblem } from './http.ts';

/** A client that calls `onSignedOut` when the server no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const notice = (error: unknown): void => {
    if (error instanceof HttpProblem && error.problem.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.['expects401'] !== true) notice(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof HttpProblem && error.problem.status >= 400),
      },
      mutations: { retry: false },
    },
  });
}
