// One sampled page view: a dot with a tail, on a path (or at a place where row < 0).
uniform vec4 u_view;
out vec2 v_at;  // along and across, from the head, in px
flat out vec4 v_look;
flat out float v_radius;
flat out vec4 v_colour;

void main() {
  int instance = gl_VertexID >> 2;
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1 & 1));
  vec4 where = floats_of(instance, 0);  // row, position 0..1, offset across in px; or -1, x, y; then radius
  vec4 look = floats_of(instance, 1);   // tail in px (below 0: it travels back), shape, glow, opacity
  vec2 at = where.yz;
  vec2 along = vec2(1.0, 0.0);
  if (where.x >= 0.0) {
    path_at(where.x, where.y, at, along);
    at += vec2(-along.y, along.x) * where.z;
  }
  float tail = abs(look.x);
  if (look.x < 0.0) along = -along;
  float pad = where.w * (look.z > 0.0 ? 3.6 : 1.6) + 1.0;
  float end = tail > pad ? where.w * 0.75 + 1.0 : pad;  // a long tail needs no room for the glow
  v_at = vec2(mix(-max(tail, pad), pad, corner.x), mix(end, pad, corner.x) * (corner.y * 2.0 - 1.0));
  v_look = vec4(tail, look.yzw);
  v_radius = where.w;
  v_colour = colour_of(bits_of(instance, 2).x);
  gl_Position = vec4((at + along * v_at.x + vec2(-along.y, along.x) * v_at.y) * u_view.xy + u_view.zw, 0.0, 1.0);
}
