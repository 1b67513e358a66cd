/**
 * The directions of ARCHITECTURE.md as rules, for imports of types too. Between packages an import resolves to the other
 * package's dist. Cycles at run time are tools/import-cycles.mjs's part.
 */
const tests = '\\.test\\.tsx?$|/test/';
/** The rooms of the parcel kernel, as its README lists them: each needs only those before it. */
const fabricRooms = [
  'polygons',
  'earth',
  'overlay',
  'adjacency',
  'barriers',
  'outline',
  'shape',
  'sites',
  'tiles',
];
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'kernels-stand-alone',
      comment: 'A kernel imports no room above it and no Node built-in.',
      severity: 'error',
      from: { path: '^kernels/', pathNot: tests },
      to: { path: '^(platform|domains|apps|demo|bench)/', dependencyTypesNot: [] },
    },
    {
      name: 'kernels-do-no-io',
      severity: 'error',
      from: { path: '^kernels/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    ...fabricRooms.map((room, at) => ({
      name: `fabric-${room}-needs-only-rooms-before-it`,
      severity: 'error',
      from: { path: `^kernels/fabric/${room}/`, pathNot: tests },
      to: { path: `^kernels/fabric/(${[...fabricRooms.slice(at + 1), 'index'].join('|')})(/|\\.)` },
    })),
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^platform/', pathNot: tests },
      to: { path: '^(domains|apps|demo|bench)/' },
    },
    {
      name: 'domains-know-no-app',
      severity: 'error',
      from: { path: '^domains/', pathNot: tests },
      to: { path: '^(apps|bench)/' },
    },
    {
      name: 'slices-meet-at-contracts',
      comment: "A slice imports another slice's contract, never its inside.",
      severity: 'error',
      from: { path: '^domains/([^/]+)/', pathNot: tests },
      to: { path: '^domains/([^/]+)/', pathNot: ['^domains/$1/', '^domains/[^/]+/(dist/)?contract(\\.|/)'] },
    },
    {
      name: 'pages-import-kernels-and-contracts',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^(platform/|demo/|domains/[^/]+/(?!(dist/)?contract(\\.|/)))' },
    },
    {
      name: 'no-own-front-door',
      comment: 'A package never imports its own index.',
      severity: 'error',
      from: { path: '^((?:kernels|platform|domains|apps)/[^/]+|demo|bench)/', pathNot: tests },
      to: { path: '^$1/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '\\.d\\.ts$' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
