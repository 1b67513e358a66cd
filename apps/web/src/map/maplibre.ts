import 'maplibre-gl/dist/maplibre-gl.css';
import { prewarm, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// Under Vite the library cannot find its own worker; without this, production maps stay blank.
setWorkerUrl(workerUrl);
// Its workers start while the page is still being laid out.
prewarm();

export { Map as MapLibreMap, NavigationControl, ScaleControl } from 'maplibre-gl';
