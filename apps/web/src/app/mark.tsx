/** Lizhu's mark: three pillars between two beams. */
export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="4" fill="#3d4db3" />
      <path
        d="M5 6.5h14M7.5 6.5v11M12 6.5v11M16.5 6.5v11M4.5 17.5h15"
        stroke="#fff"
        strokeWidth="2"
        fill="none"
      />
    </svg>
  );
}
