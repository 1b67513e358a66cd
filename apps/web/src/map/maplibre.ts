import 'maplibre-gl/dist/maplibre-gl.css';
import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// Under Vite the library cannot find its own worker; without this, production maps stay blank.
setWorkerUrl(workerUrl);

export { Map as MapLibreMap, NavigationControl, ScaleControl } from 'maplibre-gl';
