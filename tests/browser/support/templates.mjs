// Something to see on the pages of templates: "Plants" in two versions, of which two tenants have the first. One of
// these renamed an entity that the second version renames too.
export const templates = '/superadmin/api/templates';

async function ended(api, id) {
  let job = await api.job(id);
  while (['QUEUED', 'RUNNING'].includes(job.status)) job = await api.job(id);
}

async function provisioned(api, plants, name) {
  const reply = await api.call('POST', `${templates}/${plants}/provision`, {company_name: name});
  await ended(api, reply.sync_operation_id);
  return reply.company.company_id;
}

/** The number of the template, and those of its tenants. */
export async function preparePlants(api) {
  const [source] = await api.companies();
  const {template_id: plants} = await api.call('POST', `${templates}/create-from-tenant/${source.id}`, {
    name: 'Plants',
    description: 'Plants with a head office, as our first customer reports.',
    industry: 'Manufacturing',
    is_public: false,
  });
  const behind = [await provisioned(api, plants, 'Old North'), await provisioned(api, plants, 'Old South')];
  const {entities} = await api.get(`/superadmin/api/companies/${behind[0]}/entities?limit=1000`);
  const last = entities.at(-1);
  await api.call('PATCH', `/superadmin/api/companies/${behind[0]}/entities/${last.id}`, {name: 'Our own name'});
  const {content} = await api.get(`${templates}/${plants}/preview`);
  content.entities.find((entity) => entity.name === last.name).name += ' II';
  content.entities.push({key: 'laboratory', name: 'Laboratory', kind: 'SITE', parent: null});
  content.settings.due_days = '21';
  await api.call('POST', `${templates}/${plants}/versions`, {content, notes: 'A laboratory, and three weeks.'});
  return {plants, behind};
}

export async function templateNamed(api, name) {
  return (await api.get(`${templates}?limit=1000`)).templates.find((template) => template.name === name);
}
