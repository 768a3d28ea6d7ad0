// A flow too dense for grains: fine streaks that run along a path by themselves.
layout(location = 0) in vec4 a_where;   // row, phase 0..1, offset across in px, streak length as a share of the path
layout(location = 1) in vec4 a_look;    // paths per second (below 0: towards the users), width in px, opacity, -
layout(location = 2) in vec4 a_colour;
uniform vec4 u_view;
uniform float u_time_s;
out vec2 v_at;  // 0 tail .. 1 head; across in px
flat out float v_width;
flat out vec4 v_colour;

void main() {
  float step = float(gl_VertexID >> 1) / 5.0;
  float side = float(gl_VertexID & 1) * 2.0 - 1.0;
  float way = fract(a_where.y + u_time_s * abs(a_look.x));
  float head = way * (1.0 + a_where.w);
  float u = clamp(head - a_where.w * (1.0 - step), 0.0, 1.0);
  if (a_look.x < 0.0) u = 1.0 - u;
  vec2 at, along;
  path_at(a_where.x, u, at, along);
  vec2 across = vec2(-along.y, along.x);
  v_at = vec2(step, side * (a_look.y * 0.5 + 0.75));
  v_width = a_look.y;
  v_colour = vec4(a_colour.rgb, a_colour.a * a_look.z);
  gl_Position = vec4((at + across * (a_where.z + v_at.y)) * u_view.xy + u_view.zw, 0.0, 1.0);
}
