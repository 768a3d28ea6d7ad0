// The lanes of the diagram: cubic curves, four points in two texels of a row.
uniform highp sampler2D u_paths;

void path_at(float row, float u, out vec2 at, out vec2 along) {
  vec4 ab = texelFetch(u_paths, ivec2(0, int(row)), 0);
  vec4 cd = texelFetch(u_paths, ivec2(1, int(row)), 0);
  float v = 1.0 - u;
  at = v * v * v * ab.xy + 3.0 * v * v * u * ab.zw + 3.0 * v * u * u * cd.xy + u * u * u * cd.zw;
  vec2 slope = v * v * (ab.zw - ab.xy) + 2.0 * v * u * (cd.xy - ab.zw) + u * u * (cd.zw - cd.xy);
  along = slope / max(length(slope), 0.0001);
}
