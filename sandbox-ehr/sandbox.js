/**
 * The one script of the sandbox EHR, as browsers load it: it opens the app in the chart's frame by a SMART EHR launch.
 * What it needs to know stands in the page.
 */

/**
 * @param {string} path
 * @param {object} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Record<string, unknown>>}
 */
async function post(path, body, headers = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  /** @type {unknown} */
  const said = answer.status === 204 ? {} : await answer.json()
  return /** @type {Record<string, unknown>} */ (said)
}

/**
 * Asks for a `launch`, as an EHR does for the person who sits before it.
 * @param {DOMStringMap} chart
 */
async function askForLaunch({ person, patient, banner, ehr }) {
  if (ehr !== 'own') {
    const { launch } = await post(`/demo/ehr/${ehr ?? ''}/launch`, { person, patient, banner: banner === 'yes' })
    return String(launch)
  }
  const { token } = await post('/demo/token', { person })
  const asked = { client: 'ccm-app', patient, needPatientBanner: banner === 'yes' }
  const { launch } = await post('/auth/launch', asked, { authorization: `Bearer ${String(token)}` })
  return String(launch)
}

/** @param {HTMLElement} app */
async function launchInto(app) {
  const status = app.querySelector('[data-status]')
  const frame = app.querySelector('iframe')
  if (!status || !frame) return
  status.textContent = 'Asking for a launch…'
  try {
    const launch = await askForLaunch(app.dataset)
    const url = new URL('/launch', app.dataset['app'])
    url.searchParams.set('iss', app.dataset['iss'] ?? '')
    url.searchParams.set('launch', launch)
    frame.src = url.href
    status.textContent = `Launched at ${new Date().toLocaleTimeString()}: SMART EHR launch from ${app.dataset['iss'] ?? ''}`
  } catch (error) {
    status.textContent = `The app could not be launched. ${error instanceof Error ? error.message : ''}`
  }
}

/**
 * Ends what the app holds, so that one can see how it bears that.
 * @param {HTMLElement} app
 * @param {string | undefined} what
 */
async function endIn(app, what) {
  const status = app.querySelector('[data-status]')
  if (!status) return
  const { ehr, patient } = app.dataset
  try {
    await post(ehr === 'own' ? '/demo/end' : `/demo/ehr/${ehr ?? ''}/end`, { patient, signIn: what === 'sign-in' })
    status.textContent =
      what === 'sign-in'
        ? 'Token and sign-in were ended: the next thing that you do in the app asks for a new sign-in, and keeps your work.'
        : 'The token was ended: the next thing that you do in the app renews it, unseen.'
  } catch (error) {
    status.textContent = `It could not be ended. ${error instanceof Error ? error.message : ''}`
  }
}

for (const app of document.querySelectorAll('.app')) {
  if (!(app instanceof HTMLElement)) continue
  app.querySelector('[data-launch]')?.addEventListener('click', () => void launchInto(app))
  for (const button of app.querySelectorAll('[data-end]'))
    if (button instanceof HTMLElement) button.addEventListener('click', () => void endIn(app, button.dataset['end']))
  void launchInto(app)
}

export {}
