// A flow too dense for grains: fine streaks that run along a path by themselves.
uniform vec4 u_view;
uniform float u_time_s;
out vec2 v_at;  // 0 tail .. 1 head; across in px
flat out float v_width;
flat out vec4 v_colour;

void main() {
  int instance = gl_VertexID / 6;
  vec4 where = floats_of(instance, 0);  // row, phase 0..1, offset across in px, streak length as a share of the path
  vec4 look = floats_of(instance, 1);   // paths per second (below 0: towards the users), width in px, opacity, -
  vec4 colour = colour_of(bits_of(instance, 2).x);
  float step = float(gl_VertexID % 6 >> 1) / 2.0;
  float side = float(gl_VertexID & 1) * 2.0 - 1.0;
  float way = fract(where.y + u_time_s * abs(look.x));
  float head = way * (1.0 + where.w);
  float u = clamp(head - where.w * (1.0 - step), 0.0, 1.0);
  if (look.x < 0.0) u = 1.0 - u;
  vec2 at, along;
  path_at(where.x, u, at, along);
  vec2 across = vec2(-along.y, along.x);
  v_at = vec2(step, side * (look.y * 0.5 + 0.75));
  v_width = look.y;
  v_colour = vec4(colour.rgb, colour.a * look.z);
  gl_Position = vec4((at + across * (where.z + v_at.y)) * u_view.xy + u_view.zw, 0.0, 1.0);
}
