// One sampled page view: a dot with a tail, on a path (or at a place where row < 0).
layout(location = 0) in vec4 a_where;   // row, position 0..1, offset across in px; or -1, x, y; then radius
layout(location = 1) in vec4 a_look;    // tail in px (below 0: it travels back), shape, glow, opacity
layout(location = 2) in vec4 a_colour;
uniform vec4 u_view;
out vec2 v_at;  // along and across, from the head, in px
flat out vec4 v_look;
flat out float v_radius;
flat out vec4 v_colour;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 at = a_where.yz;
  vec2 along = vec2(1.0, 0.0);
  if (a_where.x >= 0.0) {
    path_at(a_where.x, a_where.y, at, along);
    at += vec2(-along.y, along.x) * a_where.z;
  }
  float tail = abs(a_look.x);
  if (a_look.x < 0.0) along = -along;
  float pad = a_where.w * (a_look.z > 0.0 ? 3.6 : 1.6) + 1.0;
  v_at = vec2(mix(-max(tail, pad), pad, corner.x), mix(-pad, pad, corner.y));
  v_look = vec4(tail, a_look.yzw);
  v_radius = a_where.w;
  v_colour = a_colour;
  gl_Position = vec4((at + along * v_at.x + vec2(-along.y, along.x) * v_at.y) * u_view.xy + u_view.zw, 0.0, 1.0);
}
