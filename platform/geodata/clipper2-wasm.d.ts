declare module 'clipper2-wasm/dist/umd/clipper2z.js' {
  import type { MainModule } from 'clipper2-wasm/dist/clipper2z.d.ts';

  const load: () => Promise<MainModule>;
  export default load;
}
